/** The last words of a start: where to click and who to be. */
export function welcome({ ports }) {
  return `  TrustGuard   http://127.0.0.1:${ports.web}
  Simulator    http://127.0.0.1:${ports.simulator}

  Ctrl-C stops everything. What you did stays in .data/; "npm run demo -- --fresh" starts anew.
`;
}
