import type postgres from "postgres";

/**
 * The driver (postgres 3.4) goes on with a transaction whose connection is gone: it writes `ROLLBACK` to a socket that
 * is no more, which throws where nobody can catch it and leaves that place of the pool stuck for good (F-02, F-03).
 * Here nothing is sent on a transaction's connection once it is lost; the caller gets the error that says so.
 */
export function guardTransactions(pool: postgres.Sql): postgres.Sql {
  const begin = (...args: unknown[]) => {
    const work = args.pop() as Work;
    return runGuarded((guarded) => pool.begin(String(args[0] ?? ""), guarded as never), work);
  };
  return new Proxy(pool, { get: (target, name) => (name === "begin" ? begin : Reflect.get(target, name)) });
}

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;

/** The server closes after it says so; should it not, the caller is not kept longer than this. */
const LOSS_MS = 5_000;

async function runGuarded(begin: (work: Work) => Promise<unknown>, work: Work): Promise<unknown> {
  const connection = { isLost: false };
  try {
    return await begin((tx) =>
      work(refuseOnceLost(tx, connection)).catch((error: unknown) => {
        if (!isLoss(error)) throw error;
        connection.isLost = true;
        // Never settled in time: what the driver does at the connection's end rejects the whole.
        return new Promise((_, reject) => setTimeout(reject, LOSS_MS, error).unref());
      }),
    );
  } catch (error) {
    connection.isLost = true;
    throw error;
  }
}

/** Statements that come after the loss, from work that has not heard of it yet, fail here and not in the driver. */
function refuseOnceLost(tx: postgres.TransactionSql, connection: { isLost: boolean }) {
  const check = () => {
    if (connection.isLost)
      throw Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" });
  };
  return new Proxy(tx, {
    apply(target, self, args) {
      check();
      return Reflect.apply(target as never, self, args);
    },
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name === "savepoint") {
        return (...args: unknown[]) => {
          check();
          const inner = args.pop() as Work;
          const guarded: Work = (nested) => inner(refuseOnceLost(nested, connection));
          return Reflect.apply(value as never, target, [...args, guarded]);
        };
      }
      if (name !== "unsafe") return value;
      return (...args: unknown[]) => {
        check();
        return Reflect.apply(value as never, target, args);
      };
    },
  });
}

/** The driver's and the system's words for a connection that is gone, and the server's when it ends one (FATAL). */
function isLoss(error: unknown): boolean {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = root instanceof Error && "code" in root ? String(root.code) : "";
  const severity = root instanceof Error && "severity" in root ? root.severity : "";
  return severity === "FATAL" || /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT)/.test(code);
}
