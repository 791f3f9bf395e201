export function readUsage(pid: number): { cpuMicros: number; memoryBytes: number };
export function readServerMicros(postmasterPid: number): number;
export function parseStat(text: string): { parent: number; cpuMicros: number; endedMicros: number };
export function parsePs(text: string): { cpuMicros: number; memoryBytes: number };
