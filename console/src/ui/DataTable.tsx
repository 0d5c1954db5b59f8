import type { ReactNode } from "react";
import { t } from "../i18n";
import { Icon } from "./icons";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly look?: "number" | "nowrap" | "breaks" | "mono" | "mono breaks" | "mono nowrap" | "small breaks";
  /** By what the server sorts it; without, it is not sorted by. */
  readonly orderBy?: string;
  /** The title is for those who listen: whoever sees the buttons below needs none. */
  readonly untitled?: boolean;
}

export interface Sorting {
  readonly by: string;
  readonly descending: boolean;
  readonly onSort: (by: string) => void;
}

interface Props<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  readonly sorting?: Sorting;
}

export function DataTable<Row>({ columns, rows, keyOf, sorting }: Props<Row>) {
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.title} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.title} className={column.look === "number" ? "number nowrap" : (column.look ?? "")}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const { title, look, orderBy, untitled } = column;
  const sorted = sorting !== undefined && orderBy !== undefined && sorting.by === orderBy;
  return (
    <th scope="col" className={look === "number" ? "number" : ""} aria-sort={sorted ? (sorting.descending ? "descending" : "ascending") : undefined}>
      {sorting === undefined || orderBy === undefined ? (
        <span className={untitled === true ? "hidden-text" : ""}>{title}</span>
      ) : (
        <button type="button" className="sort" onClick={() => sorting.onSort(orderBy)}>
          {title}
          {sorted ? <Icon name={sorting.descending ? "down" : "up"} size={13} /> : null}
        </button>
      )}
    </th>
  );
}

interface RowAction {
  readonly label: string;
  readonly onClick: () => void;
}

/** The last column: what can be done with a row. Each button says of which, to those who do not see the row. */
export function actionsColumn<Row>(nameOf: (row: Row) => string, actionsOf: (row: Row) => readonly RowAction[]): Column<Row> {
  return {
    title: t("actions"),
    untitled: true,
    cell: (row) => (
      <div className="row end">
        {actionsOf(row).map(({ label, onClick }) => (
          <button key={label} type="button" className="button quiet" onClick={onClick} aria-label={`${label}: ${nameOf(row)}`}>
            {label}
          </button>
        ))}
      </div>
    ),
  };
}
