import { Inbox, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../api/ApiError.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Chips, OptionChip } from '../ui/OptionChip.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Bone, PageSkeleton } from '../ui/Skeleton.tsx';
import { useToasts } from '../ui/toasts/ToastsContext.tsx';
import { optionColors, palettes } from '../ui/tokens.ts';
import styles from './KitchenSink.module.css';

const sizes = ['display', 'title', 'large', 'small', 'tiny'];
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The design language itself, and what pages are made of besides fields: each in all its looks and states. */
export function KitchenSinkParts() {
  const toasts = useToasts();
  const [text, setText] = useState('larch');
  const [density, setDensity] = useState('comfortable');
  const colors = Object.entries(palettes.light).flatMap(([name, value]) => (/^#/.test(value) ? [name] : []));
  const lost = new ApiError(0, 'OFFLINE', 'The server cannot be reached.');
  const broken = new ApiError(500, 'KILN_INTERNAL', 'Something went wrong', [], 'a1b2c3-4f');
  const missing = new ApiError(404, 'KILN_NOT_FOUND', 'There is no such record.');
  return (
    <div className={styles.rows}>
      <Part title="Colours">
        <div className={styles.swatches}>
          {colors.map((name) => (
            <div key={name} className={styles.swatch}>
              <i style={{ background: `var(--k-${kebab(name)})` }} />
              {name}
            </div>
          ))}
        </div>
      </Part>
      <Part title="Type">
        {sizes.map((name) => (
          <p key={name} style={{ fontSize: `var(--k-font-${name})`, lineHeight: 1.4 }}>
            {name}: Kiln fires clay at 1,280 °C. 窑火烧制陶瓷，温度达到 1280 度。
          </p>
        ))}
        <p>text: Kiln fires clay at 1,280 °C. 窑火烧制陶瓷，温度达到 1280 度。</p>
      </Part>
      <Part title="Buttons">
        <div className={styles.line}>
          {(['main', 'plain', 'quiet'] as const).map((look) => (
            <div key={look} className={styles.line}>
              <Button look={look}>{look}</Button>
              <Button look={look} icon={<Plus size={15} aria-hidden />}>
                With an icon
              </Button>
              <Button look={look} icon={<Trash2 size={15} aria-hidden />} aria-label={`${look}, an icon only`} />
              <Button look={look} disabled>
                Disabled
              </Button>
            </div>
          ))}
        </div>
      </Part>
      <Part title="Controls of pages">
        <div className={styles.line}>
          <SearchInput value={text} placeholder="Search" onChange={setText} />
          <Segmented
            label="Density"
            hideLabel
            value={density}
            options={['comfortable', 'compact'].map((value) => ({ value, title: value }))}
            onChange={setDensity}
          />
          <Kbd keys="mod+k" />
          <Kbd keys="g h" />
        </div>
        <div className={styles.menu}>
          <Menu>
            <MenuItem icon={<Plus size={14} />} onClick={() => {}}>
              Something to do
            </MenuItem>
            <MenuItem isDisabled onClick={() => {}}>
              Not now
            </MenuItem>
            <MenuLine />
            <MenuItem isDanger icon={<Trash2 size={14} />} onClick={() => {}}>
              Delete
            </MenuItem>
          </Menu>
        </div>
      </Part>
      <Part title="Options">
        <Chips>
          {Object.keys(optionColors.light).map((color) => (
            <OptionChip key={color} title={color} color={color} />
          ))}
        </Chips>
      </Part>
      <Part title="Toasts">
        <div className={styles.line}>
          <Button onClick={() => toasts.success('3 records deleted', { action: { label: 'Undo', run: () => {} } })}>
            Success
          </Button>
          <Button onClick={() => toasts.info('Somebody else changed this record')}>Information</Button>
          <Button onClick={() => toasts.error('Not saved', { requestId: 'a1b2c3-4f' })}>Error</Button>
        </div>
      </Part>
      <Part title="States">
        <div className={styles.states}>
          <Notice
            icon={<Inbox size={20} />}
            title="Nothing here yet"
            text="What would stand here, and how it comes."
            actions={<Button look="main">New</Button>}
          />
          <ErrorNotice error={broken} onRetry={() => {}} />
          <ErrorNotice error={lost} onRetry={() => {}} />
          <ErrorNotice error={missing} />
          <PageSkeleton />
          <div>
            <Bone width="60%" />
          </div>
        </div>
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
