/** Why node_modules is not what package-lock.json asks for, or undefined when it is. */
export function whyInstall(root?: string): string | undefined;
