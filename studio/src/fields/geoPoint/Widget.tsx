import { InputNumber, Tooltip } from 'antd';
import { MapPin } from 'lucide-react';
import { type ClipboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asNumber, asObject } from '../../lib/values.ts';
import { useReportProblem } from '../FieldProblems.tsx';
import { IconLink } from '../shared/IconLink.tsx';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { mapUrl, readPoint } from './readPoint.ts';
import styles from './Widget.module.css';

/**
 * Latitude and longitude in degrees. A point needs both: half of one is reported, never sent. What maps give (`31.23, 121.47`,
 * an address of a map) is pasted into either and fills both.
 */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { id, value, onChange } = props;
  const point = asObject(value);
  const [half, setHalf] = useState<{ lat?: number; lng?: number }>({});
  const lat = asNumber(point?.lat) ?? half.lat;
  const lng = asNumber(point?.lng) ?? half.lng;
  const report = useReportProblem(id);
  const isHalf = (lat === undefined) !== (lng === undefined);

  useEffect(() => {
    report(isHalf ? t('form.pointProblem') : undefined);
    return () => report(undefined);
  }, [report, isHalf, t]);

  function change(next: { lat: number | undefined; lng: number | undefined }) {
    const isWhole = next.lat !== undefined && next.lng !== undefined;
    setHalf({
      ...(next.lat === undefined ? {} : { lat: next.lat }),
      ...(next.lng === undefined ? {} : { lng: next.lng }),
    });
    onChange(isWhole ? { lat: next.lat ?? 0, lng: next.lng ?? 0 } : null);
  }

  function paste(event: ClipboardEvent) {
    const pasted = readPoint(event.clipboardData.getData('text'));
    if (!pasted) return;
    event.preventDefault();
    change({ ...pasted });
  }

  const common = { controls: false, style: { width: '100%' } };
  return (
    <div className={styles.point} onPaste={paste}>
      <InputNumber<number>
        {...inputProps(props)}
        {...common}
        aria-label={t('geo.lat')}
        placeholder={t('geo.lat')}
        value={lat ?? null}
        onChange={(next) => change({ lat: next ?? undefined, lng })}
      />
      <InputNumber<number>
        {...inputProps({ ...props, id: `${id}-lng` })}
        {...common}
        aria-label={t('geo.lng')}
        placeholder={t('geo.lng')}
        value={lng ?? null}
        onChange={(next) => change({ lat, lng: next ?? undefined })}
      />
      {lat !== undefined && lng !== undefined ? (
        <Tooltip title={t('geo.openMap')}>
          <IconLink href={mapUrl({ lat, lng })} label={t('geo.openMap')}>
            <MapPin size={15} aria-hidden />
          </IconLink>
        </Tooltip>
      ) : null}
    </div>
  );
}
