window.$=window.$||function(e){if(typeof e!="string")return{ready:t=>t()};const n=document.createElement("template");return n.innerHTML=e.trim(),[n.content.firstElementChild]};
