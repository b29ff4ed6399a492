/** npm's own list of what it packs, of which no types of this version are published. */
declare module 'npm-packlist' {
  /** What is read of a package in npm's tree of packages. */
  interface PackageNode {
    path: string
    package: { files?: readonly string[]; main?: string }
    isProjectRoot: boolean
    edgesOut: ReadonlyMap<string, never>
  }
  /** Paths relative to the package. */
  export default function packlist(node: PackageNode): Promise<string[]>
}
