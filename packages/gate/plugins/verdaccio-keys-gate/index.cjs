// Verdaccio finds plugins by folder and name; this is the name. It calls a function with two settings.
const { KeysGatePlugin } = require('../../dist/plugin.js')

module.exports = (config, options) => new KeysGatePlugin(config, options)
