/**
 * The language server that comes with the extension, for folders in which none is installed. The editor starts it as a process.
 */
import { serve, workspaceContextReader } from '@keys/language-server'

/** The version of the language server that is bundled. */
declare const SERVER_VERSION: string

void serve({ name: 'keys', version: SERVER_VERSION, readWorkspaceContext: workspaceContextReader() })
