/** What the page knows, kept true by server-sent events; views subscribe to what they show. */
export const storeJs = `
export const state = { people: [], numbers: [], chats: new Map(), sms: [], mails: [], faults: [], samples: [], connected: false };

const listeners = new Map();

export function on(topic, run) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(run);
  return () => listeners.get(topic).delete(run);
}

function tell(topic, data) {
  for (const run of listeners.get(topic) || []) run(data);
}

export async function ask(method, path, body) {
  const response = await fetch("/_sim/" + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || "The simulator answered " + response.status);
  return answer;
}

/** WhatsApp is on every phone; Instagram only where the person has an account. */
export const businessesOf = (person) => state.numbers.filter((number) => number.platform !== "instagram" || person.instagram);

export const chatKey = (number, phone) => number + ":" + phone;

export function chatOf(number, phone) {
  const key = chatKey(number, phone);
  if (!state.chats.has(key)) state.chats.set(key, { messages: [], isTyping: false });
  return state.chats.get(key);
}

async function loadAll() {
  const [people, numbers, sms, mails, faults, samples] = await Promise.all(
    ["people", "numbers", "sms", "mails", "faults", "samples"].map((path) => ask("GET", path)),
  );
  Object.assign(state, { people, numbers, sms, mails, faults, samples });
  state.chats.clear();
  await Promise.all(people.flatMap((person) => businessesOf(person).map((number) => loadChat(number.phoneNumberId, person.phone))));
  tell("everything");
}

async function loadChat(number, phone) {
  const chat = await ask("GET", "people/" + phone + "/chat?number=" + number);
  state.chats.set(chatKey(number, phone), chat);
}

const HANDLERS = {
  message({ number, phone, message }) {
    const chat = chatOf(number, phone);
    if (chat.messages.some((one) => one.id === message.id)) return;
    chat.messages.push(message);
    if (message.from === "business") chat.isTyping = false;
    tell("chat:" + chatKey(number, phone), { message });
    tell("message", { number, phone, message });
  },
  status({ number, phone, id, state: newState }) {
    const message = chatOf(number, phone).messages.find((one) => one.id === id);
    if (message) message.state = newState;
    tell("chat:" + chatKey(number, phone), { changed: id });
  },
  reaction({ number, phone, id, reactions }) {
    const message = chatOf(number, phone).messages.find((one) => one.id === id);
    if (message) message.reactions = reactions;
    tell("chat:" + chatKey(number, phone), { changed: id });
  },
  changed({ number, phone, message }) {
    const { messages } = chatOf(number, phone);
    const place = messages.findIndex((one) => one.id === message.id);
    if (place >= 0) messages[place] = message;
    tell("chat:" + chatKey(number, phone), { changed: message.id });
  },
  typing({ number, phone, forMs }) {
    const chat = chatOf(number, phone);
    chat.isTyping = forMs > 0;
    clearTimeout(chat.typingTimer);
    chat.typingTimer = setTimeout(() => {
      chat.isTyping = false;
      tell("chat:" + chatKey(number, phone), {});
    }, forMs);
    tell("chat:" + chatKey(number, phone), {});
  },
  people(people) {
    state.people = people;
    tell("people");
  },
  sms(sms) {
    if (state.sms.some((one) => one.id === sms.id)) return;
    state.sms.push(sms);
    tell("sms", sms);
  },
  async mail() {
    state.mails = await ask("GET", "mails");
    tell("mail");
  },
  faults(faults) {
    state.faults = faults;
    tell("faults");
  },
  graph: (call) => tell("traffic", { kind: "graph", call }),
  webhook: (webhook) => tell("traffic", { kind: "webhook", webhook }),
  clock: (told) => tell("clock", told),
  businesses: () => loadAll(),
  reset: () => loadAll(),
};

/** Events that come while everything is being loaded wait until it is. */
export function connect() {
  const source = new EventSource("/_sim/events");
  let waiting = [];
  let isLoading = true;
  const load = async () => {
    isLoading = true;
    await loadAll();
    isLoading = false;
    for (const run of waiting.splice(0)) run();
  };
  for (const [type, handle] of Object.entries(HANDLERS)) {
    source.addEventListener(type, (event) => {
      const run = () => handle(JSON.parse(event.data));
      if (isLoading) waiting.push(run);
      else run();
    });
  }
  source.onopen = async () => {
    state.connected = true;
    tell("connection");
    await load();
  };
  source.onerror = () => {
    state.connected = false;
    tell("connection");
  };
}
`;
