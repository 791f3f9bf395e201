import type { NavItem } from "./app-shell";
import { NavLink } from "./nav-link";

type Props = { items: readonly NavItem[]; look: "rail" | "list" };

/** Places to go in their order, each run of a group under its heading. */
export function NavGroups({ items, look }: Props) {
  return runsOf(items).map(({ group, run }) => (
    <div key={group ?? ""}>
      {group && (
        <p aria-hidden className="px-3 pb-1 font-medium text-12 text-faint">
          {group}
        </p>
      )}
      <ul aria-label={group} className="grid gap-0.5">
        {run.map((item) => (
          <li key={item.href} className="grid">
            <NavLink look={look} {...item} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function runsOf(items: readonly NavItem[]): { group: string | undefined; run: NavItem[] }[] {
  const runs: { group: string | undefined; run: NavItem[] }[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last && last.group === item.group) last.run.push(item);
    else runs.push({ group: item.group, run: [item] });
  }
  return runs;
}
