// The trend chart of the overview. Without script its table below says the same.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const charts = new Map();   // element → { chart, data }

// A probe resolves colours that are made of other variables.
function resolved(name) {
  const probe = document.createElement("span");
  probe.className = "visually-hidden";
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function options(data) {
  const [ink, soft, line, accent, red, surface] = ["--ink", "--ink-soft", "--line", "--accent", "--red-ink", "--surface"].map(resolved);
  const text = { color: soft, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 150,
    textStyle: text,
    grid: { top: 40, right: 44, bottom: 8, left: 4, containLabel: true },
    legend: { top: 0, left: 0, itemGap: 20, itemWidth: 14, itemHeight: 10, textStyle: { ...text, color: ink } },
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, backgroundColor: surface, borderColor: line,
      textStyle: { ...text, color: ink }, axisPointer: { type: "shadow", shadowStyle: { opacity: 0.08 } },
    },
    xAxis: {
      type: "category", data: data.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: [
      { type: "value", minInterval: 1, splitLine: { lineStyle: { color: line } }, axisLabel: text },
      { type: "value", minInterval: 1, splitLine: { show: false }, axisLabel: { ...text, color: red } },
    ],
    series: [
      { name: data.visits.name, type: "bar", data: data.visits.values, barMaxWidth: 22, itemStyle: { color: accent, borderRadius: [3, 3, 0, 0] } },
      {
        name: data.findings.name, type: "line", yAxisIndex: 1, data: data.findings.values, symbol: "diamond", symbolSize: 7,
        lineStyle: { color: red, width: 2 }, itemStyle: { color: red },
      },
    ],
  };
}

async function draw(element) {
  const answer = await fetch(element.dataset.trend, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const data = await answer.json();
  element.hidden = false;
  const chart = init(element, null, { renderer: "canvas" });
  chart.setOption(options(data));
  charts.set(element, { chart, data });
}

function drawAgain() {
  for (const { chart, data } of charts.values()) chart.setOption(options(data), true);
}

document.querySelectorAll("[data-trend]").forEach((element) => draw(element).catch(() => { element.hidden = true; }));
window.addEventListener("resize", () => charts.forEach(({ chart }) => chart.resize()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
new MutationObserver(drawAgain).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
