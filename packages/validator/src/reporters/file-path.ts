/** The path of a file of a pack, relative to where the validation ran. */
export function filePath(pack: string, file: string): string {
  return pack === '' || pack === '.' ? file : `${pack}/${file}`
}
