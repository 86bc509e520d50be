import { element } from './elements.ts';

const themes = { system: 'System theme', light: 'Light', dark: 'Dark' };
type Theme = keyof typeof themes;

/** Key of the choice, which all reports of a site or, on disk, of a browser share. */
const storageKey = 'fcdd-theme';

export function applyRememberedTheme(): void {
  apply(remembered());
}

export function addThemeChoice(controls: HTMLElement): void {
  const select = element('select', { ariaLabel: 'Light or dark' });
  for (const [value, label] of Object.entries(themes)) select.append(new Option(label, value));
  select.value = remembered();
  select.addEventListener('change', () => {
    const theme = select.value as Theme;
    apply(theme);
    remember(theme);
  });
  controls.append(select);
}

function apply(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
}

/** Reads the stored choice. Browsers may forbid storage, above all to pages that are opened from disk. */
function remembered(): Theme {
  try {
    const theme = localStorage.getItem(storageKey);
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // The choice then lasts until the page is closed.
  }
}
