import styles from './Kbd.module.css';

/** Keys as they are written on the keyboard in use: `mod+k` is ⌘K on a Mac, Ctrl K elsewhere; `g h` one after the other. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').flatMap((chord) =>
        chord.split('+').map((key) => (
          <kbd key={`${chord} ${key}`} className={styles.key}>
            {keyText(key)}
          </kbd>
        )),
      )}
    </span>
  );
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

function keyText(key: string): string {
  if (key === 'mod') return isMac() ? '⌘' : 'Ctrl';
  if (key === 'shift') return isMac() ? '⇧' : 'Shift';
  return key.length === 1 ? key.toUpperCase() : key;
}
