/**
 * The last words of a start: where to click and who to be.
 *
 * @param {{ product: string, ports: { simulator: number },
 *   people: { ceo: { name: string, email: string, phone: string, business: string }, buyer: { name: string },
 *   instagram: { ceo: { email: string, business: string }, vendor: { name: string, phone: string }, buyer: { name: string } } } }} demo
 */
export function welcome({ product, ports, people: { ceo, buyer, instagram } }) {
  const simulator = `http://127.0.0.1:${ports.simulator}`;
  return `  TrustGuard      ${product}
  The simulator   ${simulator}   phones, SMS inbox and mailbox

  Try the story:

  1. Be ${buyer.name}. Open ${simulator} and write on his phone:
     Hi, I want dis red ankara dress. How much?
     The shop asks who he is; answer: ${buyer.name}, 123 Lagos St, Ikeja
     A code comes: type it back, then send one of the sample receipts.

  2. Be ${ceo.name}, who owns ${ceo.business}. Open ${product}/login and sign in with
     ${ceo.email} or ${ceo.phone}; the code is in the simulator's mailbox or SMS inbox.
     ${buyer.name}'s receipt is under ${product}/vendor/receipts.

  ${instagram.buyer.name}'s phone has Instagram, with ${instagram.ceo.business} (${instagram.ceo.email}; vendor ${instagram.vendor.name}, ${instagram.vendor.phone}).

  Ctrl-C stops everything. What happened stays in .data/ for the next start;
  npm run demo -- --fresh starts anew. Passkeys need a name instead of
  numbers: npm run demo -- --localhost. Logs are in .data/logs/.
`;
}
