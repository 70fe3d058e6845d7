import { useTranslation } from 'react-i18next';
import { Popover } from '../../../ui/Popover.tsx';
import { optionPalette } from '../document/options.ts';
import styles from './ColorButton.module.css';

interface ColorButtonProps {
  /** A name of the palette; gray when absent or unknown. */
  readonly color: string | undefined;
  /** Of what has the colour. */
  readonly title: string;
  readonly onChange: (color: string) => void;
}

/** A colour of the palette, and the others behind a click. */
export function ColorButton({ color, title, onChange }: ColorButtonProps) {
  const { t } = useTranslation();
  return (
    <Popover
      label={t('designer.colorOf', { option: title })}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          className={styles.button}
          aria-label={t('designer.colorOf', { option: title })}
        >
          <Swatch color={color} />
        </button>
      )}
    >
      {(close) => (
        <div className={styles.grid}>
          {optionPalette.map((each) => (
            <button
              key={each}
              type="button"
              className={styles.button}
              aria-label={t(`designer.color.${each}`)}
              aria-pressed={each === color}
              title={t(`designer.color.${each}`)}
              onClick={() => {
                onChange(each);
                close();
              }}
            >
              <Swatch color={each} />
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}

function Swatch({ color }: { readonly color: string | undefined }) {
  const name = optionPalette.find((each) => each === color) ?? 'gray';
  return (
    <span
      className={styles.swatch}
      style={{ background: `var(--k-option-${name}-ground)`, color: `var(--k-option-${name}-text)` }}
      aria-hidden
    >
      A
    </span>
  );
}
