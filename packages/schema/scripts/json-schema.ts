/** The part of JSON Schema that the schemas of this package use. */
export interface JsonSchema {
  type?: string
  description?: string
  const?: string
  enum?: string[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  exclusiveMinimum?: number
  minItems?: number
  items?: JsonSchema
  oneOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
}
