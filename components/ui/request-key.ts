/**
 * Keys under which requests are done once (`Idempotency-Key`): the same content keeps its key until it went through, so
 * that sending it again after a lost answer does nothing twice.
 */
export class RequestKey {
  #content = "";
  #key = "";

  /** The key of what is about to be sent. */
  of(content: string): Record<"idempotency-key", string> {
    if (this.#content !== content || this.#key === "") {
      this.#content = content;
      this.#key = newKey();
    }
    return { "idempotency-key": this.#key };
  }

  /** It went through: the same content again is something new. */
  done(): void {
    this.#key = "";
  }
}

/** `randomUUID` is missing where a page came without TLS. */
function newKey(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12).padEnd(8, "0")}`;
}
