declare module 'spdx-expression-parse' {
  namespace parse {
    type Info =
      | { license: string; plus?: true; exception?: string }
      | { left: Info; conjunction: 'and' | 'or'; right: Info }
  }
  function parse(expression: string): parse.Info
  export = parse
}
