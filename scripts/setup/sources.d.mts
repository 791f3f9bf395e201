/** SHA-256 over names and contents of the sources: when it differs, build again. */
export function hashSources(root?: string): string;
