import { endpoint } from "@/lib/endpoint";
import { notFound } from "@/lib/errors";
import { route } from "@/lib/http/route";

/** Whatever no other route answers: a program that mistyped an address reads a problem, not a page. */
const elsewhere = endpoint({
  method: "GET",
  path: "/api",
  summary: "Nothing is here",
  auth: "public",
});

const handle = route(elsewhere, async () => {
  throw notFound("This address");
});

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
