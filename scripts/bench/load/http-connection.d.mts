export function endOfAnswer(text: string): number | undefined;
