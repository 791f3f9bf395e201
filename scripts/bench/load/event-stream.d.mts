export function markText(number: number): string;
export function findMarks(text: string): { marks: number[]; rest: string };
