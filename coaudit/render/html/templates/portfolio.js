"use strict";
(() => {
  const table = document.querySelector("table.projects"), body = table.tBodies[0], rows = [...body.rows];
  const tools = document.querySelector(".tools"), select = document.getElementById("status");
  const shown = document.getElementById("shown"), text = (row, column) => row.cells[column].textContent.trim();
  for (const status of new Set(rows.map((row) => text(row, 1)).sort())) select.add(new Option(status, status));
  const filter = () => {
    let number = 0;
    for (const row of rows) {
      row.hidden = select.value !== "" && text(row, 1) !== select.value;
      number += row.hidden ? 0 : 1;
    }
    shown.textContent = shown.dataset.text.replace("#", number);
  };
  select.addEventListener("change", filter);
  tools.hidden = false;
  filter();
  table.querySelectorAll("th[data-order]").forEach((head) => {
    const button = document.createElement("button"), column = head.cellIndex;
    button.type = "button";
    button.textContent = head.textContent;
    button.title = table.dataset.sort.replace("#", head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = (one, other) => text(one, column).localeCompare(text(other, column), document.documentElement.lang);
      body.append(...[...rows].sort((one, other) => (down ? order(other, one) : order(one, other))));
    });
  });
})();
