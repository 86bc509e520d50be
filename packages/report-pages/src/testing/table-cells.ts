/** The texts of the cells of a table of a page, row by row, heads included; entities stay as they are. */
export function tableCells(html: string, id: string): string[][] {
  const [table] = new RegExp(`<table id="${id}">.*?</table>`, 's').exec(html) ?? [''];
  return table
    .split('<tr>')
    .slice(1)
    .map((row) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
        cell!.replace(/<[^>]*>/g, '').trim(),
      ),
    );
}
