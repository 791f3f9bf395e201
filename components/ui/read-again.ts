const AGAIN_MS = 2_000;

/** Whether this asks the server to draw the page anew that is open here, as Next's router does it (its header `RSC`). */
export function isReadAgain(input: RequestInfo | URL, init: RequestInit | undefined, here: string): boolean {
  const headers = new Headers(init?.headers);
  if (!headers.has("rsc") || headers.has("next-router-prefetch")) return false;
  const [to, from] = [new URL(String(input), here), new URL(here)];
  to.searchParams.delete("_rsc");
  return to.pathname === from.pathname && `${to.searchParams}` === `${from.searchParams}`;
}

let isPatient = false;

/**
 * From now on a page that is being read again when the network goes is asked for until it is back. The router itself gives up at
 * once and loads the address as a new page: what was open would be lost for one that says only that it cannot be reached (P17.3).
 */
export function readAgainOnceBack(): void {
  if (isPatient) return;
  isPatient = true;
  const ask = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    for (;;) {
      try {
        return await ask(input, init);
      } catch (error) {
        if (init?.signal?.aborted || !isReadAgain(input, init, window.location.href)) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
}
