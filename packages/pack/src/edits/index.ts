/**
 * Edits to the files of a pack that leave everything else as its author wrote it. Pure.
 */
export { addPhases, newChecklist, phaseSections, predecessor, SECTIONS_WITH_STEPS } from './checklist-phases.js'
export { definitionOf, itemOf, markerOf, timeBoxIn, titleIn } from './checklist-skeleton.js'
export { addDefinitions, redirect, removeDefinition, stepByTitle } from './definitions.js'
export { isLicenseId, LICENSE_IDS, licenseText, type LicenseId } from './licenses.js'
export { MARK } from './mark.js'
export { addToList, removeField, setField } from './json-edits.js'
