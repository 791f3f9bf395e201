import { changeContact } from "@/lib/contacts/change-contact";
import { changeContactEndpoint, getContactEndpoint } from "@/lib/contacts/endpoints";
import { getContact } from "@/lib/contacts/queries";
import { route } from "@/lib/http/route";

export const GET = route(getContactEndpoint, (ctx, { params }) => getContact(ctx, params.id));

export const PATCH = route(changeContactEndpoint, (ctx, { params, body }) =>
  changeContact(ctx, params.id, body),
);
