"""The desk: a store in the browser. One route, one context, one template for each page."""
