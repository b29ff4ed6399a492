/** What Verdaccio loads, by its folder and name. */
export { KeysGatePlugin } from './registry/plugin.js'
