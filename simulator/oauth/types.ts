/** What a token may do, and whom it speaks for. Tokens of the configuration have no such entry: they may do everything. */
export interface Grant {
  token: string;
  /** `page` and `instagram` speak for one account; the others for a person or the app at a business. */
  kind: "user" | "system_user" | "page" | "instagram";
  appId: string;
  /** Meta's id of the person, for this app alone. */
  userId: string;
  scopes: string[];
  /** The WhatsApp Business Accounts that the person picked. */
  wabaIds: string[];
  /** The Pages that the person picked. */
  pageIds: string[];
  /** The Instagram account that the token speaks for. */
  accountId?: string;
  issuedAtMs: number;
  /** Null: without end. */
  expiresAtMs: number | null;
  isRevoked?: boolean;
}

/** A code of a dialog: good once, for a while, for the app and the address that it was made for. */
export interface Code extends Omit<Grant, "token" | "issuedAtMs" | "expiresAtMs" | "isRevoked"> {
  code: string;
  redirectUri: string;
  expiresAtMs: number;
  isUsed: boolean;
}

/** How the dialogs and the exchange of codes behave. */
export interface OauthSettings {
  /** `deny`: the person says no, whatever they press. */
  answer: "ask" | "deny";
  /** What comes back as `state`. */
  state: "keep" | "wrong" | "missing";
  /** Codes are too old from the start. */
  isCodeOver: boolean;
  /** Permissions that the person switches off. */
  dropScopes: string[];
  /** Tokens turn out to be made for another app. */
  isForeignApp: boolean;
  /** Instagram's exchange answers with a list of one. */
  isNested: boolean;
  /** Days that a system user's token lives; null: without end. */
  systemTokenDays: number | null;
}

export function defaultOauthSettings(): OauthSettings {
  return {
    answer: "ask",
    state: "keep",
    isCodeOver: false,
    dropScopes: [],
    isForeignApp: false,
    isNested: false,
    systemTokenDays: null,
  };
}
