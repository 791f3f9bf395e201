/** The phone, its chat, and the line to type in. */
export const phoneCss = `
.phone {
  position: relative; display: grid; grid-template-rows: auto 1fr; width: 384px; height: min(100%, 800px); margin: auto 0; flex: none; scroll-snap-align: start;
  border: 9px solid var(--bezel); border-radius: 42px; background: var(--head); box-shadow: var(--shadow); overflow: hidden;
}
.status-bar { display: flex; align-items: center; justify-content: space-between; padding: 6px 22px 0; font: 600 13px/20px system-ui, sans-serif; color: var(--head-ink); }
.status-bar i { width: 84px; height: 20px; border-radius: 12px; background: #0b0e10; }
.status-bar .battery { width: 24px; height: 12px; border: 1.5px solid currentColor; border-radius: 4px; background: linear-gradient(currentColor, currentColor) 2px center / 14px 5px no-repeat; }
.screen { display: grid; background: var(--wall); grid-template-rows: auto 1fr auto; min-height: 0; }
.chat-head { display: flex; align-items: center; gap: 10px; min-height: 58px; padding: 4px 4px 6px 12px; background: var(--head); color: var(--head-ink); }
.chat-head h2 { font-size: 17px; font-weight: 600; }
.chat-head small { color: var(--head-soft); }
.chat-head .icon-button:first-child { margin-left: -10px; }
.chat-head.list .owner { flex: 1; color: var(--head-soft); }
.chat-list { grid-row: 2 / 4; background: var(--card); overflow-y: auto; }
.chat-list button { display: flex; align-items: center; gap: 12px; width: 100%; padding: 12px 14px; }
.chat-list button:hover { background: var(--hover); }
.chat-list time { font-size: 12px; color: var(--soft); }

.messages {
  overflow-y: auto; padding: 8px 12px 12px; background-color: var(--wall); overscroll-behavior: contain;
  background-image: radial-gradient(var(--wall-ink) 1.6px, transparent 2px), radial-gradient(var(--wall-ink) 1px, transparent 1.4px);
  background-size: 26px 26px, 26px 26px; background-position: 0 0, 13px 13px;
}
.day { text-align: center; margin: 8px 0; }
.day span { display: inline-block; padding: 4px 12px; border-radius: 8px; background: var(--theirs); color: var(--meta); font-size: 12.5px; box-shadow: 0 1px 1px rgb(0 0 0 / .08); }
.empty { margin: 22px auto; max-width: 280px; padding: 14px 16px; border-radius: 12px; background: var(--theirs); text-align: center; font-size: 14px; color: var(--meta); display: grid; gap: 8px; }
.empty q { font-style: italic; color: var(--ink); }
.row { position: relative; display: flex; flex-direction: column; align-items: flex-start; margin-top: 6px; }
.row.mine { align-items: flex-end; }
.bubble { position: relative; max-width: 86%; min-width: 92px; padding: 6px 9px 7px; border-radius: 10px; background: var(--theirs); box-shadow: 0 1px 1px rgb(0 0 0 / .13); cursor: default; overflow-wrap: anywhere; }
.mine .bubble { background: var(--mine); border-top-right-radius: 2px; }
.theirs .bubble { border-top-left-radius: 2px; }
.fresh .bubble { animation: arrive .16s ease-out; }
@keyframes arrive { from { opacity: 0; transform: translateY(8px); } }
.bubble .text { white-space: pre-wrap; }
.bubble .text::after { content: ""; display: inline-block; width: 62px; height: 1px; }
.mine .bubble .text::after { width: 78px; }
.bubble .header { font-weight: 600; margin-bottom: 2px; }
.bubble .footer { font-size: 13px; color: var(--meta); padding-right: 62px; }
.bubble .text a { color: var(--link); }
.mono { display: inline; padding: 1px 5px; border-radius: 5px; background: color-mix(in srgb, var(--ink) 9%, transparent); font: 600 .98em/1.4 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; letter-spacing: .02em; }
.mono:hover { background: color-mix(in srgb, var(--palm) 24%, transparent); }
.meta { position: absolute; right: 8px; bottom: 4px; display: flex; align-items: center; gap: 4px; font-size: 11.5px; color: var(--meta); pointer-events: none; }
.bubble:not(.typing, :has(.text, .footer)) { padding-bottom: 24px; }
.ticks { width: 18px; height: 12px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.ticks.read { color: var(--blue); }
.quoted { display: grid; margin: 0 -3px 5px; padding: 5px 10px; border-left: 4px solid var(--palm); border-radius: 7px; background: color-mix(in srgb, var(--ink) 7%, transparent); font-size: 13.5px; }
.quoted b { color: var(--palm); }
.quoted span { color: var(--meta); overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
.picture { display: block; margin: -2px -5px 4px; border-radius: 8px; overflow: hidden; cursor: zoom-in; }
.picture img { display: block; width: 264px; max-width: 100%; max-height: 300px; object-fit: cover; object-position: top; min-height: 60px; }
.type-sticker .bubble { background: none !important; box-shadow: none; }
.type-sticker .picture { cursor: default; }
.type-sticker .picture img { width: 140px; }
.document { display: flex; align-items: center; gap: 11px; min-width: 220px; margin: -1px -4px 3px; padding: 11px; border-radius: 8px; background: color-mix(in srgb, var(--ink) 6%, transparent); color: inherit; text-decoration: none; }
.document .sheet { display: grid; place-items: center; width: 34px; height: 42px; border-radius: 5px; background: #5b6b75; color: #fff; font: 700 10px/1 system-ui, sans-serif; flex: none; }
.document .sheet.pdf { background: #c0392b; }
.document .name { display: grid; min-width: 0; }
.document b { font-weight: 500; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.document small, .place small { color: var(--meta); font-size: 12.5px; }
.voice { display: flex; align-items: center; gap: 6px; }
.voice audio { width: 220px; height: 36px; }
.place { display: grid; width: 240px; }
.place .map { display: grid; place-items: center; height: 110px; margin: -2px -4px 6px; border-radius: 8px; color: #c0392b; background: linear-gradient(35deg, transparent 46%, #fff8 46% 54%, transparent 54%), linear-gradient(-60deg, transparent 40%, #fff6 40% 45%, transparent 45%), #b9d3b4; }
.place .icon { width: 34px; height: 34px; fill: #fff; }
.choices { display: grid; gap: 3px; width: min(86%, 300px); margin-top: 3px; }
.choices > * { display: flex; align-items: center; justify-content: center; gap: 8px; min-height: 44px; padding: 8px; border-radius: 10px; background: var(--theirs); color: var(--link); font-weight: 500; text-decoration: none; box-shadow: 0 1px 1px rgb(0 0 0 / .13); }
.choices > *:hover { background: var(--hover); }
.choices .icon { width: 18px; height: 18px; }
.reactions { margin: -5px 8px 2px; padding: 1px 7px; border-radius: 14px; background: var(--theirs); border: 1px solid var(--line); font-size: 14px; z-index: 1; }
.tools { position: absolute; top: 2px; left: 100%; display: flex; padding: 0 3px; opacity: 0; }
.mine .tools { left: auto; right: 100%; }
.tools button { display: grid; place-items: center; width: 30px; height: 30px; border-radius: 50%; color: var(--meta); background: var(--theirs); margin-left: 3px; box-shadow: 0 1px 2px rgb(0 0 0 / .15); }
.tools .icon { width: 17px; height: 17px; }
.bubble:hover .tools, .tools:focus-within { opacity: 1; }
.typing { display: flex; gap: 4px; padding: 12px 14px; min-width: 0; }
.typing i { width: 8px; height: 8px; border-radius: 50%; background: var(--meta); animation: blink 1.2s infinite; }
.typing i:nth-child(2) { animation-delay: .2s; } .typing i:nth-child(3) { animation-delay: .4s; }
@keyframes blink { 0%, 60%, 100% { opacity: .25; } 30% { opacity: 1; } }

.composer { position: relative; background: var(--wall); }
.composer .line { display: flex; align-items: flex-end; gap: 4px; padding: 4px 8px 10px; }
.composer textarea { flex: 1; min-width: 0; min-height: 44px; max-height: 120px; padding: 10px 14px; border: 0; border-radius: 22px; background: var(--theirs); font-size: 16px; line-height: 24px; resize: none; box-shadow: 0 1px 1px rgb(0 0 0 / .1); }
.composer textarea:focus-visible { outline-offset: -2px; }
.send { display: grid; place-items: center; width: 44px; height: 44px; margin-left: 2px; border-radius: 50%; background: #0b6b4f; color: #fff; flex: none; }
.send .icon { fill: currentColor; stroke-width: 1; width: 20px; height: 20px; }
.quote-line { display: flex; align-items: center; padding: 6px 4px 2px 12px; }
.quote-line .quoted { flex: 1; margin: 0; min-width: 0; background: var(--theirs); }
@media (max-width: 999px) {
  .phone { width: min(100vw, 430px); height: 100%; border: 0; border-radius: 0; box-shadow: none; }
  .phone + .phone { border-left: 1px solid var(--line); }
  .status-bar { display: none; }
  .phone { grid-template-rows: 1fr; }
}
@media (hover: none) { .tools { display: none; } }
`;
