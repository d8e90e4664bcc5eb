/**
 * Places that people ask for and that Intl does not list as the name of a zone, by lower-case name. Countries
 * with several zones are not here: "what time is it in the USA" has no answer.
 */
export const cityZones: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Europe/Berlin':
      'germany,deutschland,münchen,munich,hamburg,köln,cologne,frankfurt,stuttgart,leipzig,dresden,düsseldorf,bremen,hannover,nürnberg',
    'Europe/Vienna': 'wien,austria,österreich,graz,salzburg,linz',
    'Europe/Zurich': 'zürich,switzerland,schweiz,bern,basel,genf,geneva',
    'Europe/London':
      'england,uk,united kingdom,great britain,großbritannien,scotland,edinburgh,manchester,wales',
    'Europe/Dublin': 'ireland,irland',
    'Europe/Paris': 'france,frankreich,lyon,marseille,nice,nizza',
    'Europe/Madrid': 'spain,spanien,barcelona,valencia,sevilla',
    'Europe/Lisbon': 'portugal,lissabon,porto',
    'Europe/Rome':
      'italy,italien,rom,milan,milano,mailand,venice,venedig,florenz,florence,naples,neapel',
    'Europe/Amsterdam': 'netherlands,niederlande,holland,rotterdam,den haag',
    'Europe/Brussels': 'belgium,belgien,brüssel,antwerpen',
    'Europe/Copenhagen': 'denmark,dänemark,kopenhagen',
    'Europe/Stockholm': 'sweden,schweden',
    'Europe/Oslo': 'norway,norwegen,bergen',
    'Europe/Helsinki': 'finland,finnland',
    'Europe/Warsaw': 'poland,polen,warschau,krakau,krakow',
    'Europe/Prague': 'czechia,tschechien,prag',
    'Europe/Budapest': 'hungary,ungarn',
    'Europe/Athens': 'greece,griechenland,athen',
    'Europe/Istanbul': 'turkey,türkei,ankara',
    'Europe/Kyiv': 'ukraine,kiew,kiev,kyiv',
    'Europe/Moscow': 'moskau,saint petersburg,st petersburg',
    'Europe/Bucharest': 'romania,rumänien,bukarest',
    'Africa/Cairo': 'egypt,ägypten,kairo',
    'Africa/Johannesburg': 'south africa,südafrika,cape town,kapstadt',
    'Africa/Nairobi': 'kenya,kenia',
    'Africa/Lagos': 'nigeria',
    'Asia/Tokyo': 'japan,tokio,osaka,kyoto',
    'Asia/Seoul': 'korea,south korea,südkorea',
    'Asia/Shanghai': 'china,beijing,peking,shenzhen,schanghai',
    'Asia/Hong_Kong': 'hongkong',
    'Asia/Singapore': 'singapur',
    'Asia/Bangkok': 'thailand',
    'Asia/Ho_Chi_Minh': 'vietnam,hanoi,saigon,ho chi minh,ho chi minh city',
    'Asia/Manila': 'philippines,philippinen',
    'Asia/Kolkata':
      'india,indien,kolkata,delhi,new delhi,neu-delhi,mumbai,bangalore,bengaluru,chennai,hyderabad',
    'Asia/Dubai': 'abu dhabi,uae,emirates',
    'Asia/Jerusalem': 'israel,tel aviv',
    'Asia/Tehran': 'iran,teheran',
    'Asia/Kathmandu': 'nepal,kathmandu',
    'Asia/Yangon': 'myanmar,yangon',
    'Asia/Karachi': 'pakistan,lahore,islamabad',
    'Australia/Sydney': 'canberra',
    'Pacific/Auckland': 'new zealand,neuseeland,wellington',
    'Pacific/Honolulu': 'hawaii',
    'America/New_York':
      'nyc,new york city,boston,washington,washington dc,miami,philadelphia,atlanta,est,edt,eastern time',
    'America/Chicago': 'houston,dallas,austin,new orleans,central time,cst,cdt',
    'America/Denver': 'salt lake city,mountain time,mst',
    'America/Los_Angeles':
      'la,l.a.,san francisco,sf,california,kalifornien,seattle,las vegas,san diego,silicon valley,portland,pst,pdt,pacific time',
    'America/Toronto': 'montreal,ottawa',
    'America/Mexico_City': 'mexico,mexiko',
    'America/Sao_Paulo': 'são paulo,rio,rio de janeiro,brazil,brasilien',
    'America/Argentina/Buenos_Aires': 'argentina,argentinien',
    UTC: 'utc,gmt,greenwich,zulu',
  }).flatMap(([zone, names]) => names.split(',').map((name): [string, string] => [name, zone])),
);
