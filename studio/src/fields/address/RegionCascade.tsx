import { useQuery } from '@tanstack/react-query';
import { Cascader } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { loadRegions } from './regions.ts';

interface RegionCascadeProps extends WidgetProps {
  /** Province, city, district; as many as are known. */
  readonly names: readonly string[];
  readonly onNames: (names: readonly string[]) => void;
}

const fieldNames = { label: 'name', value: 'name', children: 'parts' } as const;

/** 省 / 市 / 区: chosen step by step, or found by typing any of the three. A place that the list does not know still shows. */
export function RegionCascade({ names, onNames, ...props }: RegionCascadeProps) {
  const { t } = useTranslation();
  const [isWanted, setWanted] = useState(false);
  const pinyin = usePinyin(isWanted);
  const { data: regions, isFetching } = useQuery({
    queryKey: ['regions', 'CN'],
    queryFn: loadRegions,
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Cascader
      {...inputProps(props)}
      style={{ width: '100%' }}
      aria-label={t('address.area')}
      placeholder={t('address.area')}
      changeOnSelect
      showSearch={{
        limit: 30,
        filter: (typed, path) => path.some(({ name }) => containsText(typed, name, pinyin)),
      }}
      loading={isFetching}
      notFoundContent={isFetching ? t('state.loading') : t('state.nothingFound')}
      fieldNames={fieldNames}
      options={mutable(regions ?? [])}
      value={[...names]}
      displayRender={(labels) => [...new Set(labels)].join(' / ')}
      onFocus={() => setWanted(true)}
      onOpenChange={() => setWanted(true)}
      onChange={(next) => onNames((next ?? []).map(String))}
    />
  );
}

interface AreaOption {
  name: string;
  parts?: AreaOption[];
}

/** antd wants lists that it could change. */
function mutable(regions: Awaited<ReturnType<typeof loadRegions>>): AreaOption[] {
  return regions.map(({ name, parts }) => (parts.length > 0 ? { name, parts: mutable(parts) } : { name }));
}
