/** A chat on Instagram: its colours, its quiet bubbles, quick replies as chips under the newest message. */
export const instagramCss = `
.ring { box-shadow: 0 0 0 2px var(--card), 0 0 0 4px #c13584; }
.phone.instagram {
  --wall: #ffffff; --wall-ink: transparent; --theirs: #efefef; --head: #ffffff; --head-ink: #111111; --head-soft: #5b5b5b;
  --meta: #5b5b5b; --link: #4a3fc0; --palm: #7a2fb8; --blue: #7a2fb8;
}
:root[data-theme="dark"] .phone.instagram {
  --wall: #000000; --theirs: #262626; --head: #000000; --head-ink: #f5f5f5; --head-soft: #a8a8a8; --meta: #b0b0b0; --link: #b9b3ff; --palm: #cf9cff; --blue: #cf9cff;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) .phone.instagram {
    --wall: #000000; --theirs: #262626; --head: #000000; --head-ink: #f5f5f5; --head-soft: #a8a8a8; --meta: #b0b0b0; --link: #b9b3ff; --palm: #cf9cff; --blue: #cf9cff;
  }
}
.instagram .chat-head { border-bottom: 1px solid var(--line); }
.instagram .bubble { border-radius: 20px; padding: 8px 13px 9px; box-shadow: none; }
.instagram .bubble:not(.typing, :has(.text, .footer)) { padding-bottom: 28px; }
.instagram .theirs .bubble { border-top-left-radius: 20px; border-bottom-left-radius: 5px; }
.instagram .mine .bubble { border-top-right-radius: 20px; border-bottom-right-radius: 5px; background: linear-gradient(160deg, #7a2fb8, #4a3fc0); color: #ffffff; }
.instagram .mine .bubble .meta, .instagram .mine .bubble .quoted span, .instagram .mine .bubble .quoted b { color: #ffffff; }
.instagram .mine .bubble .text a { color: #ffffff; }
.instagram .mine .bubble .tools button { color: var(--meta); }
.instagram .ticks { display: none; }
.instagram .mine .bubble .text::after { width: 46px; }
.instagram .picture { margin: -4px -9px 4px; border-radius: 16px; }
.instagram .choices { display: none; }
.instagram .row:last-child .choices { display: flex; flex-wrap: wrap; width: auto; gap: 6px; margin-top: 8px; }
.instagram .choices > * { min-height: 44px; padding: 6px 16px; border: 1px solid var(--line); border-radius: 22px; background: none; box-shadow: none; }
.instagram .choices .icon { display: none; }
.instagram .send { background: #7a2fb8; }
.instagram .composer textarea { box-shadow: none; border: 1px solid var(--line); background: var(--wall); }
.gone { font-style: italic; opacity: .85; }
.seen { display: none; }
.instagram .seen { display: block; margin: 3px 6px 0; font-size: 12px; color: var(--meta); }
`;
