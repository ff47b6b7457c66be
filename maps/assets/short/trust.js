if(window.trustedTypes&&trustedTypes.createPolicy){const s=new Set(["<svg/>",'<span aria-hidden="true">&#215;</span>']);trustedTypes.createPolicy("default",{createHTML:e=>s.has(e)?e:null})}
