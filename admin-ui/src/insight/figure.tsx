// A chart, the table behind it, and the table as a file.

import type {ComponentChildren} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {t} from '../i18n';
import {save} from '../privacy/save';
import {csv, type Table} from './csv';

type Charts = typeof import('./charts');

let charts: Promise<Charts> | undefined; // loaded once, when the first chart is to be drawn

/** The charts, once they are loaded; false when they cannot be. */
function useCharts(): Charts | false | undefined {
  const [got, setGot] = useState<Charts | false>();
  useEffect(() => {
    let gone = false;
    charts ??= import('./charts');
    charts.then((loaded) => !gone && setGot(loaded), () => {
      charts = undefined;
      if (!gone) setGot(false);
    });
    return () => void (gone = true);
  }, []);
  return got;
}

interface Props {
  name: string; // of what is shown, for who hears it
  height: number; // px, held free until the chart is there
  draw(charts: Charts): ComponentChildren;
  table: Table;
  file: string;
}

export function Figure({name, height, draw, table, file}: Props) {
  const loaded = useCharts();
  const [open, setOpen] = useState(false);
  const shown = open || loaded === false;
  return (
    <s-stack gap="small">
      {loaded ? draw(loaded) : <div style={{minBlockSize: loaded === false ? 0 : height}} aria-busy={loaded === undefined} />}
      {loaded === false && <s-paragraph color="subdued">{t('insight.no_chart')}</s-paragraph>}
      <s-stack direction="inline" gap="small">
        <s-button variant="tertiary" icon={open ? 'chevron-up' : 'chevron-down'} accessibilityLabel={`${open ? t('insight.hide_table') : t('insight.table')}: ${name}`} onClick={() => setOpen(!open)}>
          {open ? t('insight.hide_table') : t('insight.table')}
        </s-button>
        <s-button variant="tertiary" icon="download" accessibilityLabel={`${t('insight.csv')}: ${name}`} onClick={() => save(file, 'text/csv;charset=utf-8', csv(table))}>
          {t('insight.csv')}
        </s-button>
      </s-stack>
      {shown && <Figures table={table} name={name} />}
    </s-stack>
  );
}

/** The table. */
function Figures({table, name}: {table: Table; name: string}) {
  return (
    <s-section padding="none" accessibilityLabel={t('insight.as_table', {name})}>
      <s-table>
        <s-table-header-row>
          {table.columns.map(({label, numeric}, at) => (
            <s-table-header key={label} listSlot={at === 0 ? 'primary' : 'labeled'} format={numeric ? 'numeric' : 'base'}>{label}</s-table-header>
          ))}
        </s-table-header-row>
        <s-table-body>
          {table.rows.map((row, at) => (
            <s-table-row key={at}>{row.map(({words}, column) => <s-table-cell key={column}>{words}</s-table-cell>)}</s-table-row>
          ))}
        </s-table-body>
      </s-table>
    </s-section>
  );
}
