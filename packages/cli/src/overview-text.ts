// By itself, so that a pack that is unchanged is shown without reading what asks and runs.
export { overview } from '@keys/terminal'
