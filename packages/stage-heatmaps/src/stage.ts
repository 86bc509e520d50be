<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{{name}}: mean AUC {{meanAuc}}</title>
<style>{{{styleSheet}}}</style>
</head>
<body>
<a class="skip" href="#results">Skip to the results</a>
<header>
  <div>
    <p class="kind">One-class anomaly detection</p>
    <h1>{{name}}</h1>
    {{#if description}}<p class="description">{{description}}</p>{{/if}}
  </div>
  <p class="headline"><span class="value" id="mean-auc">{{meanAuc}}</span> <span class="unit">mean AUC</span> <span class="note">{{counts}}</span></p>
</header>
<nav aria-label="Contents">
  <ul>
    <li><a href="#experiment">Experiment</a></li>
    <li><a href="#results">Results</a></li>
    <li><a href="#classes">Classes</a></li>
    <li><a href="#configuration">Configuration</a></li>
    <li><a href="#provenance">Provenance</a></li>
  </ul>
</nav>
<main>
<section id="experiment" aria-labelledby="experiment-heading">
  <h2 id="experiment-heading">Experiment</h2>
  <dl class="facts">
    {{#each facts}}
    <div><dt>{{term}}</dt><dd>{{value}}</dd></div>
    {{/each}}
    <div><dt>Images from</dt><dd>{{origin}}</dd></div>
  </dl>
</section>
{{> results}}
<section id="classes" aria-labelledby="classes-heading">
  <h2 id="classes-heading">Classes</h2>
  <p>Each class is nominal in turn and all others are anomalous: a detector learns what is normal from that class alone. Its pictures show six test images a row from the one that it finds most nominal (left) to the one that it finds most anomalous (right), each above its heatmap, in which red is anomalous and blue is not. The number below is the anomaly score.</p>
  {{#if table.hasMean}}
  <ul class="jump" aria-label="Classes">
    {{#each classes}}
    <li><a href="#class-{{index}}">{{name}}</a></li>
    {{/each}}
  </ul>
  {{/if}}
  {{#each classes}}{{> class}}{{/each}}
</section>
<section id="configuration" aria-labelledby="configuration-heading">
  <h2 id="configuration-heading">Configuration</h2>
  <p>The experiment with every default filled in. As a file, it runs this experiment again.</p>
  <pre tabindex="0" aria-label="Configuration"><code>{{configuration}}</code></pre>
</section>
{{> provenance}}
</main>
</body>
</html>
