/** Lists the texts of a table's cells row by row, including the headings. Entities are not decoded. */
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
