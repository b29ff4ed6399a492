/**
 * The server on this machine, for commands that serve it.
 */
export { machinePorts, type MachinePlace } from './node/machine-ports.js'
export { portIn, serveMachine, type MachineService } from './node/serve-machine.js'
