/** Menus, dialogs, the inboxes and the drawer. */
export const panelsCss = `
.attach { position: absolute; left: 8px; right: 8px; bottom: 100%; max-height: min(470px, 62vh); overflow-y: auto; padding: 12px; border-radius: 16px; background: var(--card); box-shadow: var(--shadow); z-index: 5; }
.attach .receipt { display: flex; align-items: center; gap: 12px; width: 100%; padding: 8px; border: 1.5px solid var(--palm); border-radius: 12px; background: var(--palm-soft); }
.attach .receipt img { width: 46px; height: 60px; border-radius: 6px; object-fit: cover; object-position: top; background: #fff; }
.attach .receipt .two-lines > * { white-space: normal; }
.banks { display: flex; flex-wrap: wrap; gap: 5px; margin: 8px 0 12px; }
.banks label { position: relative; }
.banks input { position: absolute; opacity: 0; inset: 0; cursor: pointer; }
.banks span { display: block; padding: 5px 9px; border: 1px solid var(--line); border-radius: 16px; font-size: 12.5px; }
.banks input:checked + span { background: var(--palm); border-color: var(--palm); color: var(--card); font-weight: 600; }
.banks input:focus-visible + span { outline: 2px solid var(--palm); outline-offset: 2px; }
.quick { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px; }
.quick button { display: grid; justify-items: center; gap: 5px; padding: 6px 0; border-radius: 10px; font-size: 12.5px; }
.quick .round { display: grid; place-items: center; width: 46px; height: 46px; border-radius: 50%; background: var(--hover); color: var(--palm); }
.attach h3, .drawer h3 { margin: 14px 2px 8px; font-size: 13px; color: var(--soft); }
.gallery { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; }
.gallery button { display: flex; align-items: center; gap: 9px; width: 100%; min-height: 52px; padding: 5px; border-radius: 10px; font-size: 13px; line-height: 1.25; }
.gallery button:hover, .quick button:hover { background: var(--hover); }
.gallery img, .no-picture { width: 36px; height: 44px; border-radius: 5px; object-fit: cover; object-position: top; flex: none; background: var(--hover); }
.no-picture { display: grid; place-items: center; color: var(--soft); }

.person-menu { position: relative; margin-left: auto; }
.person-menu summary { list-style: none; cursor: pointer; }
.person-menu summary::-webkit-details-marker { display: none; }
.menu { position: absolute; right: 6px; top: 44px; display: grid; gap: 4px; width: 270px; padding: 14px; border-radius: 12px; background: var(--card); color: var(--ink); box-shadow: var(--shadow); z-index: 6; }
.menu small { color: var(--soft) !important; margin-bottom: 6px; }
.check { display: flex !important; flex-direction: row !important; align-items: center; gap: 10px; min-height: 40px; font-size: 14px; font-weight: 400 !important; }
.check input { width: 18px !important; height: 18px; min-height: 0 !important; accent-color: var(--palm); flex: none; }

dialog { margin: auto; width: min(420px, calc(100vw - 24px)); max-height: calc(100dvh - 32px); padding: 0 18px 18px; border: 0; border-radius: 16px; background: var(--card); color: var(--ink); box-shadow: var(--shadow); overflow-y: auto; }
dialog::backdrop { background: rgb(8 16 12 / .55); }
dialog > header { position: sticky; top: 0; display: flex; align-items: center; justify-content: space-between; padding: 8px 0; background: var(--card); z-index: 1; }
dialog h2 { font-size: 18px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.picture-dialog { width: auto; max-width: min(640px, calc(100vw - 24px)); }
.picture-dialog img { display: block; max-width: 100%; border-radius: 8px; }
.rows button { display: grid; width: 100%; padding: 11px 4px; border-bottom: 1px solid var(--line); }
.rows small { color: var(--soft); }
.rows h3 { padding: 10px 4px 2px; color: var(--palm); font-size: 13px; }
.stack { display: grid; gap: 12px; }
.stack label { display: grid; gap: 4px; font-weight: 500; }
.stack input:not([type="checkbox"]) { min-height: 44px; padding: 0 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); font-size: 16px; }
.primary { min-height: 46px; border-radius: 10px; background: #0b6b4f; color: #fff; font-weight: 600; text-align: center; }

.sms-thread { padding: 4px 8px 10px; }
.sms-thread h3 { display: flex; align-items: center; gap: 10px; padding: 6px 0; font-size: 15px; }
.sms-thread small { font-weight: 400; }
.sms-thread .avatar { width: 34px; height: 34px; font-size: 14px; }
.sms { margin: 0 0 10px 44px; }
.sms-bubble { display: inline-block; padding: 9px 13px; border-radius: 4px 16px 16px; background: var(--hover); white-space: pre-wrap; overflow-wrap: anywhere; }
.sms-foot, .mail-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 10px; margin-top: 4px; font-size: 12.5px; color: var(--soft); }
.copy { display: inline-flex; align-items: center; gap: 6px; min-height: 36px; padding: 0 12px; border-radius: 18px; background: var(--palm-soft); color: var(--palm); font: 600 14px/1 ui-monospace, Menlo, "DejaVu Sans Mono", monospace; }
.copy .icon { width: 16px; height: 16px; }
.mail-list button { display: flex; align-items: center; gap: 12px; width: 100%; padding: 10px 8px; border-radius: 10px; }
.mail-list button:hover { background: var(--hover); }
.mail-list time { font-size: 12px; color: var(--soft); }
.mail { display: flex; flex-direction: column; min-height: 100%; }
.mail header { display: flex; align-items: center; gap: 2px; }
.mail-from { display: grid; padding: 2px 8px 0; font-size: 13px; color: var(--soft); overflow-wrap: anywhere; }
.mail-tools { padding: 4px 8px 8px; }
.quiet { min-height: 36px; color: var(--link); font-size: 13.5px; text-decoration: underline; }
.mail-body { display: grid; flex: 1; min-height: 260px; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.mail-body iframe { width: 100%; height: 100%; min-height: 260px; border: 0; background: #fff; }
.mail-text { padding: 14px; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
.mail-files { padding: 8px; font-size: 13px; color: var(--soft); }

.drawer { margin: 0 0 0 auto; width: min(440px, 100vw); height: 100dvh; max-height: 100dvh; border-radius: 0; }
.drawer .lead { color: var(--soft); font-size: 14px; margin-bottom: 10px; }
.faults li { display: flex; align-items: center; gap: 6px; padding: 9px 10px; margin: 0 -10px; border-radius: 10px; }
.faults li.active { background: var(--laterite-soft); }
.faults .two-lines > * { white-space: normal; }
.faults b { font-weight: 600; font-size: 14.5px; }
.small { min-height: 36px; padding: 0 11px; border: 1px solid var(--line); border-radius: 9px; font-size: 13px; font-weight: 500; white-space: nowrap; }
.small:hover { background: var(--hover); }
.small.stop { background: var(--laterite); border-color: var(--laterite); color: var(--card); font-weight: 600; }
.small.danger { width: 100%; min-height: 44px; margin-top: 16px; color: var(--laterite); text-align: center; }
.time-row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; font-size: 14px; }
.time-row span { flex: 1 1 100%; }
.traffic { display: grid; gap: 1px; max-height: 240px; overflow-y: auto; padding: 6px 10px; border-radius: 10px; background: var(--paper); font: 12.5px/1.6 ui-monospace, Menlo, "DejaVu Sans Mono", monospace; }
.traffic li { display: flex; gap: 8px; }
.traffic .nothing { padding: 10px; font-family: inherit; }
.traffic span { flex: 1; overflow-wrap: anywhere; }
.traffic time { color: var(--soft); }
.traffic .bad b { color: var(--laterite); } .traffic .good b { color: var(--palm); }
`;
