/** Follows the orders on standard input, a line of JSON each, one after the other; what came of each is a line on standard output. */
export async function followOrders(follow) {
  process.stdin.setEncoding("utf8");
  let rest = "";
  for await (const text of process.stdin) {
    rest += text;
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      const order = JSON.parse(rest.slice(0, end));
      rest = rest.slice(end + 1);
      process.stdout.write(`${JSON.stringify(await follow(order))}\n`);
    }
  }
}
