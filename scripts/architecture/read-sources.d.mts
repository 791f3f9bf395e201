/** What a file imports or re-exports; isType: for its types alone. */
export function findImports(text: string): { specifier: string; isType: boolean }[];
