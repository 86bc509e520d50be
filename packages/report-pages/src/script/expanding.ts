import { button } from './elements.ts';

/** Adds a button that expands and collapses all details. Printed pages show everything. */
export function addExpandButton(controls: HTMLElement): void {
  const all = [...document.querySelectorAll('details')];
  if (all.length === 0) return;
  const isAllOpen = () => all.every(({ open }) => open);
  const toggle = button('Expand all', () => {
    const open = !isAllOpen();
    for (const details of all) details.open = open;
    update();
  });
  const update = () => {
    toggle.textContent = isAllOpen() ? 'Collapse all' : 'Expand all';
  };
  document.addEventListener('toggle', update, { capture: true });
  controls.append(toggle);
  update();
  expandOnPaper(all);
}

function expandOnPaper(all: HTMLDetailsElement[]): void {
  let collapsed: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    collapsed = all.filter(({ open }) => !open);
    for (const details of collapsed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of collapsed) details.open = false;
  });
}
