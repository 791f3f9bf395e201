export interface PageWeight {
  gzipBytes: number;
  scripts: { path: string; gzipBytes: number }[];
}
export function measurePage(url: string, options?: { cookie?: string }): Promise<PageWeight>;
